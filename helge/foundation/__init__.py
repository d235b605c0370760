"""What every room stands on: refusals, money, identity numbers, Swedish text. No tables, no clock."""
