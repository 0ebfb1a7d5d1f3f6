package campaignflows.engine.definition;

/** A definition that must exist is not known yet: the batch is to be tried again later. */
public final class DefinitionLateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DefinitionLateException(String message) {
        super(message);
    }
}
