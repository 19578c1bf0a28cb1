"""From review to publication: signature, number, letterhead, files, receipts by unit, void."""
