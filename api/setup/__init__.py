"""What a fresh installation needs: the demo municipality's calendar, and a first administrator."""
