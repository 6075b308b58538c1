package app.tds.mirror;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the table of schema {@code tds} that a {@link TdsRow} belongs to. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Table {

    /** The table's name without its schema. */
    String value();

    /** In SQL, which of its rows are of this kind, where the table holds others too. */
    String where() default "true";

    /**
     * The name of the records in events, such as {@code Product}. By default the table's name in the singular, and for
     * parts the name of the records that they belong to.
     */
    String entity() default "";
}
