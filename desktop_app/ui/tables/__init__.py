"""Parts of every page that lists something: columns, model, grid, loading by pages, what stands in the grid's place."""
