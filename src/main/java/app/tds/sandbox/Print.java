package app.tds.sandbox;

/** What printing a record takes beside the record. */
record Print(World world, StockShape stock) {}
