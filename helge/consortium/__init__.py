"""The consortium: municipalities, libraries, staff, calendars and decisions."""
