package campaignflows.upload.lifecycle;

/** How the participants of an upload came. */
public enum UploadSource {
    FILE,
    API
}
