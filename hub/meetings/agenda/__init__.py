"""议程: the items of a consultation with their time boxes, and the papers for them."""
