package app.tds.zoho.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names lists of a document that no row is made of on purpose, since other tables hold what they say. Such a list is in the
 * payload, and no remark tells of it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface LeftOut {

    /** The names of the lists. */
    String[] value();
}
