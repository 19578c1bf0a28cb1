"""征求意见: the invited units read a draft, comment on its passages or say that they have nothing, and each comment is answered."""
