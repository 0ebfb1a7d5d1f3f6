package campaignflows.engine.definition;

/** A definition that must exist is not known yet: the batch has to be retried later. */
public final class DefinitionLateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DefinitionLateException(String message) {
        super(message);
    }
}
