/** What TDS stores: rows, the payloads they were made from, and the one way in. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package app.tds.mirror;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
