/** One batch job per definition: list, translate, write, advance. */
@ApplicationModule(allowedDependencies = {"alarm", "jobs", "source", "mirror"})
@NullMarked
package app.tds.pipeline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
