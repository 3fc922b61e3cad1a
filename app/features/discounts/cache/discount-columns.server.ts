export const discountColumns = `discount.id, discount.platform_id AS "platformId", discount.title,
  discount.status, discount.terms, discount.summary, discount.starts_at AS "startsAt",
  discount.ends_at AS "endsAt", discount.read_at AS "readAt"`;
