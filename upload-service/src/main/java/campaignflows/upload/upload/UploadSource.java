package campaignflows.upload.upload;

/** How the participants of an upload came. */
public enum UploadSource {
    FILE,
    API
}
