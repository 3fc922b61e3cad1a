import { isoTime } from "../clock/now";
import type { GraphqlContext, ResponseObject } from "../graphql/context";
import { gid } from "../shops/gid";
import type { Customer } from "./customer";
import { presentAddress } from "./present-address";

// Fields about a customer's orders are presented in orders/, which would otherwise import this file back.
export function presentCustomer(_context: GraphqlContext, customer: Customer): ResponseObject {
  const consent = {
    marketingState: customer.acceptsMarketing ? "SUBSCRIBED" : "NOT_SUBSCRIBED",
    marketingOptInLevel: customer.acceptsMarketing ? "SINGLE_OPT_IN" : null,
  };
  const consentUpdatedAt = customer.acceptsMarketing ? isoTime(customer.createdAt) : null;
  return {
    __typename: "Customer",
    id: gid("Customer", customer.id),
    legacyResourceId: customer.id,
    displayName: displayName(customer),
    firstName: customer.firstName,
    lastName: customer.lastName,
    email: customer.email,
    phone: customer.phone,
    defaultEmailAddress: customer.email && {
      __typename: "CustomerEmailAddress",
      emailAddress: customer.email,
      validFormat: true,
      marketingUpdatedAt: consentUpdatedAt,
      ...consent,
    },
    defaultPhoneNumber: customer.phone && {
      __typename: "CustomerPhoneNumber",
      phoneNumber: customer.phone,
      marketingState: "NOT_SUBSCRIBED",
    },
    emailMarketingConsent: customer.email && {
      __typename: "CustomerEmailMarketingConsentState",
      consentUpdatedAt,
      ...consent,
    },
    smsMarketingConsent: customer.phone && {
      __typename: "CustomerSmsMarketingConsentState",
      consentUpdatedAt: null,
      marketingOptInLevel: "UNKNOWN",
      marketingState: "NOT_SUBSCRIBED",
    },
    verifiedEmail: customer.email !== null,
    state: "DISABLED",
    tags: customer.tags,
    note: customer.note,
    locale: customer.locale,
    taxExempt: false,
    defaultAddress: customer.address && presentAddress(customer, customer.address),
    createdAt: isoTime(customer.createdAt),
    updatedAt: isoTime(customer.updatedAt),
  };
}

/** As in the admin: the name, or else email or phone. */
function displayName({ firstName, lastName, email, phone }: Customer): string {
  const name = [firstName, lastName].filter(Boolean).join(" ");
  return name || email || phone || "";
}
