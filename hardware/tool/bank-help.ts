import { familyNames } from '../wire/family-name.ts';

/** What `--help` prints. */
export const bankHelp = `Look at a silo's lock boards and doors, open one, find out what is wrong. For technicians.

  npm run bank -- status               every door of every board, once
  npm run bank -- open N               unlock compartment N, then watch its sensor for 5 s
  npm run bank -- watch                print each change until Ctrl+C
  npm run bank -- selftest             port, boards, answer times, damaged frames, echo, sensors: a report, line by line.
                                       Unlocks nothing, except with --open N
  npm run bank -- record FILE          write all that goes over the bus into FILE until Ctrl+C (or --seconds N)
  npm run bank -- replay FILE          show a recording frame by frame, and what the doors did in it
  npm run bank -- scan                 find boards: asks only, moves and changes nothing
  npm run bank -- ports                serial ports of this machine: names that stay, USB ids, who may open them

Where the boards are (one of):
  --port PATH        serial port, best a name from /dev/serial/by-id
  --port usb:VVVV:PPPP[:SERIAL]   the same by USB vendor, product and serial number, as "ports" shows them
  --tcp HOST:PORT    serial-to-network converter, raw TCP
  --sim              no hardware: a simulated bank, started here and ended with this command

What they are (defaults are the family's):
  --family NAME      ${familyNames.join(', ')}   (default cu48)
  --boards 0,1       addresses set by the DIP switches, also 0-3   (default: the first; scan: the first 32)
  --locks 12         locks wired on each board                     (default: all that the board has)
  --closed-bit 1     feedback bit that means closed, 0 or 1        (default 1)
  --baud 19200       speed of the line; scan tries the usual ones  (default: the family's)
  --feedback none    modbus-relay only: no feedback switches on inputs
  --status-order X   8a80 only: usual, rising or falling

Compartments count from 1 across the boards in the order given: with --boards 0,1 --locks 12,
compartment 13 is the first lock of board 1.

Exit codes: 0 done - 1 the door did not open - 2 wrong use - 3 no port - 4 no board answers - 5 the self-test failed
Close the station program first: a port has one user.
`;
