/** What every module may use: the start, the clock, configuration problems and secrets. */
@NullMarked
package app.tds;

import org.jspecify.annotations.NullMarked;
