package app.tds.mirror;

import java.util.List;

/** The organizations that are mirrored here. */
public interface Organizations {

    /** All of them, as last described by their sources. */
    List<Organization> all();
}
