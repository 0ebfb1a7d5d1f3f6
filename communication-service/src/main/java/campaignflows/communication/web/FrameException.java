package campaignflows.communication.web;

/** A frame that is refused. The message is for whoever writes programs that send such, and quotes nothing of the frame. */
final class FrameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FrameCode code;
    private final boolean closing;

    private FrameException(FrameCode code, String message, boolean closing) {
        super(message, null, false, false);
        this.code = code;
        this.closing = closing;
    }

    /** The connection goes on. */
    static FrameException refusing(FrameCode code, String message) {
        return new FrameException(code, message, false);
    }

    /** The connection ends with it. */
    static FrameException closing(FrameCode code, String message) {
        return new FrameException(code, message, true);
    }

    FrameCode code() {
        return code;
    }

    boolean isClosing() {
        return closing;
    }
}
