consol.log('up');
