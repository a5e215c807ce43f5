/** Languages a recipient may choose. */
export const noticeLanguages = ['en', 'nl'] as const;
export type NoticeLanguage = (typeof noticeLanguages)[number];

export interface Wording {
  readonly subject: string;
  readonly text: string;
}

/**
 * What a message says: that there is something to do and where. It is the same for every trial, visit, form and arm, so
 * that a mail read by a stranger, or the size of one, tells nothing; staff are told the site.
 */
export function wordingOf(
  { recipient, step, siteId }: { readonly recipient: string; readonly step: number; readonly siteId: string },
  language: NoticeLanguage,
  link: string,
): Wording {
  const { participant, staff, escalated } = WORDS[language];
  const { subject, lines } = recipient === 'participant' ? participant : step === 0 ? staff : escalated;
  const filled = (line: string): string => line.replaceAll('{site}', siteId).replaceAll('{link}', link);
  return { subject: filled(subject), text: `${lines.map(filled).join('\n\n')}\n` };
}

interface Words {
  readonly subject: string;
  readonly lines: readonly string[];
}

export const WORDS: Readonly<Record<NoticeLanguage, Readonly<Record<'participant' | 'staff' | 'escalated', Words>>>> = {
  en: {
    participant: {
      subject: 'Something to do in your study',
      lines: [
        'There is something to do in your study. Sign in to see it.',
        '{link}',
        'Nobody reads answers to this message. Questions? Call your study site.',
      ],
    },
    staff: {
      subject: 'Site {site}: something to do',
      lines: ['There is something to do at site {site}. Sign in to see it on your work list.', '{link}'],
    },
    escalated: {
      subject: 'Site {site}: still to be done',
      lines: [
        'Something at site {site} is still to be done, and nobody has said that they are seeing to it.',
        'Sign in to see it on the work list.',
        '{link}',
      ],
    },
  },
  nl: {
    participant: {
      subject: 'Er staat iets voor u klaar in uw onderzoek',
      lines: [
        'Er staat iets voor u klaar in uw onderzoek. Log in om het te zien.',
        '{link}',
        'Antwoorden op dit bericht worden niet gelezen. Vragen? Bel uw onderzoekscentrum.',
      ],
    },
    staff: {
      subject: 'Centrum {site}: er is iets te doen',
      lines: ['Er is iets te doen in centrum {site}. Log in om het op uw werklijst te zien.', '{link}'],
    },
    escalated: {
      subject: 'Centrum {site}: nog te doen',
      lines: [
        'In centrum {site} moet nog iets gebeuren, en niemand heeft gemeld ermee bezig te zijn.',
        'Log in om het op de werklijst te zien.',
        '{link}',
      ],
    },
  },
};
