-- Kept with the row, so that assigning a code does not decrypt every address of a list.
ALTER TABLE campaign_recipient ADD COLUMN domain_key bytea;
