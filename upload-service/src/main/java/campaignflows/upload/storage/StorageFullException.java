package campaignflows.upload.storage;

/** There is no room for what is to be stored. An immediate retry is of no use: something must be deleted first. */
public final class StorageFullException extends StorageException {
    private static final long serialVersionUID = 1L;

    public StorageFullException() {
        super("There is no room left where the files are kept");
    }
}
