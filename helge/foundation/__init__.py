"""The foundation: refusals, money, identity numbers and Swedish text; no models."""
