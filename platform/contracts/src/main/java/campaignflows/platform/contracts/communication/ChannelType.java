package campaignflows.platform.contracts.communication;

/** The channels on which a contact can be reached. */
public enum ChannelType {
    EMAIL,
    TELEGRAM,
    WHATSAPP,
    VOICE,
    WEB
}
