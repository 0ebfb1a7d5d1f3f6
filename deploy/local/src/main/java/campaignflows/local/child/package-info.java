/** What runs inside the Java children and ends them with their parent; packed as a jar of its own, without dependencies. */
package campaignflows.local.child;
