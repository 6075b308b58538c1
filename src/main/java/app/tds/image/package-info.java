/** Pictures of items: fetched once for each version, kept once for each content, and made smaller for shops. */
@ApplicationModule(allowedDependencies = {"source"})
@NullMarked
package app.tds.image;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
