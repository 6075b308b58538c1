/** The files of {@code jobs/} as types: where, when and how much. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package app.tds.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
