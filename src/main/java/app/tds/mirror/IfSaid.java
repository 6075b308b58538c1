package app.tds.mirror;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a column that an answer may leave out: null in that answer keeps what another answer has said. Of an object, the
 * members that the answer does not name stay as well.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface IfSaid {

    /** The answers that may leave the column out. */
    Answer[] value() default {Answer.LIST, Answer.DOCUMENT};
}
