/** Holds answers back until a test lets them go, one by one and in their order. */
export class Gate {
  private readonly waiting: (() => void)[] = [];

  pass(): Promise<void> {
    return new Promise(resolve => this.waiting.push(resolve));
  }

  get held(): number {
    return this.waiting.length;
  }

  open(): void {
    this.waiting.shift()?.();
  }
}
