package app.tds.zoho.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Zoho's names for a component, where they are not the component's own name in snake case. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
@interface From {

    /** The first of these fields that has a value is read. */
    String[] value();
}
