/**
 * Makes a fresh clone ready: installs the packages when they are missing or no longer what `package-lock.json` says, checks
 * that there is a Node which runs TypeScript, and with `--chromium` sees to a browser and a program that speaks for the tests. npm runs it before
 * every script. It uses nothing but Node's own modules and runs on Node 20, because at that moment there is nothing else.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './find-chromium.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const isWindows = process.platform === 'win32';

if (!isInstalled()) install();
checkNode();
if (process.argv.includes('--chromium')) {
  bringChromium();
  bringVoice();
}

/** Is every package of the lock file there, in its version? npm writes what it installed into a lock file of its own. */
function isInstalled() {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const present = packagesIn(join(modules, '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version);
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

function install() {
  say('Installing packages; the first time this takes about a minute.');
  const arguments_ = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const node = nodeOutsideModules();
  const result =
    npm && existsSync(npm) && node
      ? spawnSync(node, [npm, ...arguments_], { cwd: root, stdio: 'inherit' })
      : spawnSync('npm', arguments_, { cwd: root, stdio: 'inherit', shell: isWindows });
  if (result.status !== 0) fail('The packages could not be installed. Is the npm registry reachable from here?');
}

/** npm must not run on the Node that it is about to delete. */
function nodeOutsideModules() {
  if (!process.execPath.startsWith(modules + sep)) return process.execPath;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '' && !folder.includes('node_modules'));
  return folders.map((folder) => join(folder, isWindows ? 'node.exe' : 'node')).find((path) => existsSync(path)) ?? null;
}

function checkNode() {
  const own = join(modules, '.bin', isWindows ? 'node.cmd' : 'node');
  const version = existsSync(own) ? versionOf(own) : process.version;
  if (version !== null && isEnough(version)) return;
  fail(
    `Node 22.18 or newer is needed and this is ${version ?? process.version}. For ${process.platform} ${process.arch} the project could not bring its own: install one from nodejs.org, then try again.`,
  );
}

function versionOf(path) {
  const result = spawnSync(path, ['--version'], { encoding: 'utf8', shell: isWindows });
  return result.status === 0 ? result.stdout.trim() : null;
}

function isEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

function bringChromium() {
  if (findChromium() !== null) return;
  if (!isDebianAsRoot()) return say('There is no Chromium or Chrome on this machine. Browser tests need one: install it, or set CHROME_PATH.');
  say('Installing Chromium for the browser tests; this takes about a minute.');
  quietly('apt-get', ['update', '-qq']);
  quietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation']);
  if (findChromium() === null) say('Chromium could not be installed. Browser tests need one: install it, or set CHROME_PATH.');
}

function bringVoice() {
  if (speaks()) return;
  if (!isDebianAsRoot()) return say('There is no espeak-ng on this machine. Tests of speech need it: install it.');
  say('Installing espeak-ng for the tests of speech.');
  quietly('apt-get', ['update', '-qq']);
  quietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'espeak-ng']);
  if (!speaks()) say('espeak-ng could not be installed. Tests of speech need it: install it.');
}

function speaks() {
  return spawnSync('espeak-ng', ['--version'], { stdio: 'ignore' }).status === 0;
}

function isDebianAsRoot() {
  return existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

function quietly(command, arguments_) {
  const result = spawnSync(command, arguments_, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (result.status !== 0) say(`${command} ${arguments_[0]} ended with ${result.status ?? result.signal}:\n${result.stderr ?? ''}`);
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
