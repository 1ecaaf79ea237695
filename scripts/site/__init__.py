"""The site: the plan read and checked, its pages and exports, and what every page carries."""
