"""The policies: loan, hold and fee rules with dates and decisions."""
