-- Lines of a list and people are two things: two lines may name one person, who has one code.
ALTER TABLE campaign ADD COLUMN codes int;

UPDATE campaign SET codes = (
  SELECT count(DISTINCT assignment_id) FROM campaign_member AS member
   WHERE member.shop_id = campaign.shop_id AND member.campaign_id = campaign.id)
 WHERE state IN ('done', 'failed', 'cancelled');
