package campaignflows.upload.csv;

/** The file ends inside quotes: everything since they were opened is in doubt. */
public final class UnclosedQuoteException extends Exception {
    private static final long serialVersionUID = 1L;

    UnclosedQuoteException(long offset) {
        super("A quote that is opened in the record at byte " + offset + " is never closed");
    }
}
