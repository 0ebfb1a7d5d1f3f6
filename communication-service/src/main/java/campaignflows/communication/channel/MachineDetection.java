package campaignflows.communication.channel;

/** What is done when no person picks up a call, but a machine. */
public enum MachineDetection {
    /** Nobody looks: whoever picks up is spoken to. */
    OFF,
    /** The call ends. */
    HANG_UP,
    /** The message is spoken after the machine's greeting, without the questions. */
    LEAVE_MESSAGE
}
