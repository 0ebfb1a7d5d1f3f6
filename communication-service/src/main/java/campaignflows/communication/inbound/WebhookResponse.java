package campaignflows.communication.inbound;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of a call.
 *
 * @param accepted messages that are stored now
 * @param repeated messages that had been stored before
 * @param ignored  what is no message of a contact
 */
@Schema(name = "WebhookReceipt")
public record WebhookResponse(int accepted, int repeated, int ignored) {}
