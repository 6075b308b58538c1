package app.tds.zoho.record;

import app.tds.source.SourceRecord;
import java.util.List;

/** What records of a module of CRM mean: all that is read of them is in their row. */
abstract class CrmTranslation extends ZohoTranslation {

    /**
     * A translation.
     *
     * @param name what job files call it
     */
    CrmTranslation(String name, Class<? extends CrmRow> row) {
        super(name, Rows.of(row), List.of());
    }

    @Override
    ZohoRecord listed(SourceRecord record) {
        return ZohoRecord.detail(record);
    }
}
