"""Ledgers (台账): training records as the tables that people keep in Excel, WPS or CSV files."""
