/** Shipped list of free mail services, the Japanese ones first; subdomains count as well [NFM-TEN-004]. */
export const shippedFreeMailDomains = [
  ...['yahoo.co.jp', 'ymail.ne.jp', 'excite.co.jp', 'goo.jp', 'mail.goo.ne.jp', 'livedoor.com', 'infoseek.jp'],
  ...['nifty.com', 'biglobe.ne.jp', 'so-net.ne.jp', 'ocn.ne.jp', 'plala.or.jp', 'dion.ne.jp', 'au-hikari.ne.jp'],
  ...['docomo.ne.jp', 'ezweb.ne.jp', 'au.com', 'softbank.ne.jp', 'i.softbank.jp', 'vodafone.ne.jp', 'ymobile.ne.jp'],
  ...['rakumail.jp', 'uqmobile.jp', 'kitty.jp', 'fuyu.me', 'outlook.jp', 'hotmail.co.jp', 'live.jp', 'msn.co.jp'],
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'ymail.com'],
  ...['rocketmail.com', 'yahoo.co.uk', 'yahoo.de', 'yahoo.fr', 'hotmail.co.uk', 'hotmail.fr', 'hotmail.de'],
  ...['icloud.com', 'me.com', 'mac.com', 'aol.com', 'gmx.com', 'gmx.de', 'gmx.net', 'web.de', 'mail.com', 'mail.ru'],
  ...['yandex.com', 'yandex.ru', 'proton.me', 'protonmail.com', 'pm.me', 'tutanota.com', 'tuta.com', 'zoho.com'],
  ...['fastmail.com', 'fastmail.fm', 'hushmail.com', 'inbox.com', 'lycos.com', 'naver.com', 'daum.net', 'hanmail.net'],
  ...['qq.com', '163.com', '126.com', 'sina.com', 'sohu.com', 'foxmail.com', 'yeah.net', 'rediffmail.com'],
  ...['free.fr', 'orange.fr', 'laposte.net', 'libero.it', 'virgilio.it', 't-online.de', 'comcast.net', 'verizon.net'],
  ...['mailinator.com', 'guerrillamail.com', '10minutemail.com', 'temp-mail.org', 'yopmail.com', 'sharklasers.com'],
  ...['trashmail.com', 'getnada.com', 'maildrop.cc', 'dispostable.com', 'duck.com', 'simplelogin.com', 'anonaddy.me'],
].sort()
