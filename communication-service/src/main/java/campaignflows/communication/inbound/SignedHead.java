package campaignflows.communication.inbound;

import org.jspecify.annotations.Nullable;

/**
 * The signatures that a call may bear in its head, each as its provider names it.
 *
 * @param telegramToken {@code X-Telegram-Bot-Api-Secret-Token}
 * @param hubSignature  {@code X-Hub-Signature-256}
 * @param ownSignature  {@code Campaign-Flows-Signature}
 */
record SignedHead(
        @Nullable String telegramToken,
        @Nullable String hubSignature,
        @Nullable String ownSignature) {}
