/** Measures how many rows a second are imported, next to what PostgreSQL can do at all. */
@NullMarked
package app.tds.bench;

import org.jspecify.annotations.NullMarked;
