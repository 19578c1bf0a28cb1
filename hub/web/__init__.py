"""What every door shares: who asks, which policy it carries, safe headers, assets, error pages, the API's plumbing."""
