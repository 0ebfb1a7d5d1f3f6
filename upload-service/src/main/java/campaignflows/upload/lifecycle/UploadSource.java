package campaignflows.upload.lifecycle;

/** How the participants of an upload were sent. */
public enum UploadSource {
    FILE,
    API
}
