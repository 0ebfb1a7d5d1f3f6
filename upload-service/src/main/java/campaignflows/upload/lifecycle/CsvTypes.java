package campaignflows.upload.lifecycle;

import jakarta.ws.rs.core.MediaType;

/** The media types under which browsers, spreadsheets and programs send CSV files; the content decides, not the type. */
public final class CsvTypes {
    public static final String CSV = "text/csv";
    public static final String APPLICATION_CSV = "application/csv";
    public static final String X_CSV = "text/x-csv";
    public static final String APPLICATION_X_CSV = "application/x-csv";
    public static final String COMMA_SEPARATED = "text/comma-separated-values";
    public static final String TAB_SEPARATED = "text/tab-separated-values";
    /** What Windows with Excel calls every CSV file. */
    public static final String EXCEL = "application/vnd.ms-excel";

    public static final String PLAIN = MediaType.TEXT_PLAIN;
    public static final String BYTES = MediaType.APPLICATION_OCTET_STREAM;

    private CsvTypes() {}
}
