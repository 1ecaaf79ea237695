"""What the search box knows: the plan's sentences, its pronunciation, and readers' own words."""
