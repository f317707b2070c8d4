import * as Args from "@oclif/core/args";
import { Command } from "@oclif/core/command";
import * as Flags from "@oclif/core/flags";

export default class Analyze extends Command {
  static override summary = "Show what a start is made of.";
  static override args = { input: Args.string({ required: true }) };
  static override flags = { json: Flags.boolean({ summary: "x" }), top: Flags.integer({ default: 10, summary: "y" }) };
  async run(): Promise<void> {
    const { args, flags } = await this.parse(Analyze);
    this.log(JSON.stringify({ args, flags }));
  }
}
