// @ts-check
// Prints the slowest tests at the end of a run, a line each: the first place to look when runs have become slow.
/** @import { TestCase, TestResult } from '@playwright/test/reporter' */
const SHOWN = 20;

export default class Slowest {
  /** @type {{ duration: number, name: string }[]} */
  tests = [];

  /** @param {TestCase} test @param {TestResult} result */
  onTestEnd(test, { duration, retry }) {
    const [, , file, ...names] = test.titlePath();
    this.tests.push({ duration, name: `${file} › ${names.join(' › ')}${retry ? ' (second try)' : ''}` });
  }

  onEnd() {
    const slowest = this.tests.sort((a, b) => b.duration - a.duration).slice(0, SHOWN);
    const busy = this.tests.reduce((sum, { duration }) => sum + duration, 0);
    console.log(`\nthe slowest of ${this.tests.length} runs of tests, which took ${(busy / 1000).toFixed(0)} s of the workers:`);
    for (const { duration, name } of slowest) console.log(`${(duration / 1000).toFixed(1).padStart(6)} s  ${name}`);
  }

  printsToStdio() {
    return false;
  }
}
