"""The words of the field as frozen records: Party, activity, block, account, refusal, source."""
