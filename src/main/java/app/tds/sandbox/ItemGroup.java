package app.tds.sandbox;

import java.util.List;

/** A family of items that differ in one attribute. */
record ItemGroup(long id, String name, String attribute, List<String> options) {

    long attributeId() {
        return id + 1;
    }

    long optionId(int option) {
        return id + 2 + option;
    }
}
