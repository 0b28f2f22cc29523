"""Times that can be booked, and what becomes of them."""
