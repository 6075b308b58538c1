/** What Zoho's records mean: each row says what it is read from, and what takes thought is beside it. */
@NullMarked
package app.tds.zoho.record;

import org.jspecify.annotations.NullMarked;
