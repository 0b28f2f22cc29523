"""The gateway, booking, content and staff side of Lavterskel."""
